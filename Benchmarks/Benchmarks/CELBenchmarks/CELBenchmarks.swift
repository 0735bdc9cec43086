import Benchmark
import CEL
import Document

/// One asset of about 1 KB, as a security group with tags would be.
let assetText = """
    {"asset": {"id": "sg-0123456789abcdef0", "type": "AWS::EC2::SecurityGroup", "account": "123456789012", "region": "eu-central-1",
     "name": "web", "public": true, "port": 443,
     "tags": [{"key": "owner", "value": "platform"}, {"key": "cost-centre", "value": "4711"}, {"key": "env", "value": "production"}],
     "groups": [
       {"rules": [{"from": 443, "to": 443, "protocol": "tcp", "cidrs": ["10.0.0.0/8", "192.168.0.0/16"]},
                  {"from": 80, "to": 80, "protocol": "tcp", "cidrs": ["10.0.0.0/8"]}]},
       {"rules": [{"from": 22, "to": 22, "protocol": "tcp", "cidrs": ["172.16.0.0/12", "0.0.0.0/0"]}]}],
     "properties": {"GroupDescription": "web servers", "VpcId": "vpc-0a1b2c3d", "Encryption": {"Enabled": true, "Algorithm": "aws:kms"},
       "Arn": "arn:aws:ec2:eu-central-1:123456789012:security-group/sg-0123456789abcdef0"}}}
    """

let expressions: [(name: String, text: String)] = [
    ("bool and exists", #"asset.public && asset.tags.exists(t, t.key == "env")"#),
    ("three nested loops", #"asset.groups.exists(g, g.rules.exists(r, r.from == 22 && r.cidrs.exists(c, c == "0.0.0.0/0")))"#),
    ("bool", "asset.public"),
    ("nested field equals", #"asset.properties.Encryption.Algorithm == "aws:kms""#),
    ("optional with default", "asset.properties.?Encryption.?Enabled.orValue(false)"),
    ("optional absent", "asset.properties.?Logging.?Enabled.orValue(false)"),
    ("has and in", #"has(asset.properties.VpcId) && asset.region in ["us-east-1", "eu-west-1", "eu-central-1"]"#),
    ("starts with", #"asset.properties.Arn.startsWith("arn:aws:ec2:")"#),
    ("matches", #"asset.properties.Arn.matches("^arn:aws:ec2:[a-z0-9-]+:[0-9]{12}:security-group/")"#),
    ("all over rules", #"asset.groups.all(g, g.rules.all(r, r.from <= 443 && r.protocol == "tcp"))"#),
    ("filter and size", #"asset.tags.filter(t, t.key.startsWith("c")).size() == 1"#),
    ("arithmetic", "asset.port * 2 + 1 > 800 && asset.port % 2 == 1"),
]

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .wallClock], scalingFactor: .kilo, maxDuration: .seconds(1))
    for (name, text) in expressions {
        Benchmark("CEL \(name)") { benchmark in
            var environment = Environment()
            let variable = environment.declare("asset", .dynamic)
            guard let program = environment.compile(text).program, let asset = try Document(json: assetText).root["asset"] else {
                return benchmark.error("does not compile")
            }
            let activation = Activation(environment)
            activation.bind(variable, to: asset)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { blackHole(program.judge(activation)) }
            benchmark.stopMeasurement()
        }
    }
    Benchmark("CEL compile", configuration: .init(scalingFactor: .one)) { benchmark in
        var environment = Environment()
        environment.declare("asset", .dynamic)
        benchmark.startMeasurement()
        for (_, text) in expressions { blackHole(environment.compile(text)) }
    }
}
