import Foundation
import Testing

/// What code says as a secret is in no answer and in no store, and yet it is judged that it is there.
@Suite struct SensitiveValueTests {
    private let folder = TestFolder()
    private let kamae: Kamae

    /// A value of the environment among them.
    init() {
        kamae = Kamae(in: folder, environment: ["TF_VAR_from_environment": "planted-environment"])
    }

    // MARK: Terraform

    /// Every value that must not be kept has `planted` in it.
    private static let terraform = #"""
        variable "from_default" {
          sensitive = true
          default   = "planted-default"
        }
        variable "from_file" {
          type      = string
          sensitive = true
        }
        variable "from_json" { sensitive = true }
        variable "from_environment" { sensitive = true }
        variable "short_lived" {
          ephemeral = true
          default   = "planted-ephemeral"
        }
        variable "settings" {
          type      = object({ user = string, password = string })
          sensitive = true
        }
        variable "names" {
          type      = set(string)
          sensitive = true
          default   = ["planted-element"]
        }
        variable "empty" {
          sensitive = true
          default   = ""
        }
        variable "nothing" {
          sensitive = true
          default   = null
        }
        locals {
          dsn    = "postgres://app:${var.from_default}@db.example/orders"
          marked = sensitive("planted-marked")
          half   = "${sensitive("planted-half")}-${aws_sqs_queue.plain.id}"
          shown  = nonsensitive(var.from_file)
        }
        module "inner" {
          source = "./inner"
          handed = "planted-handed"
        }
        resource "aws_db_instance" "db" {
          identifier                  = "orders"
          engine                      = "postgres"
          instance_class              = "db.t4g.micro"
          username                    = var.settings.user
          password                    = "planted-literal"
          manage_master_user_password = var.from_default == null
        }
        resource "aws_rds_cluster" "cluster" {
          cluster_identifier = "orders"
          engine             = "aurora-postgresql"
          master_username    = var.short_lived
          master_password    = "planted-part-${aws_sqs_queue.plain.id}"
        }
        resource "aws_lambda_function" "function" {
          function_name = "orders"
          description   = "for ${local.half}"
          role          = "arn:aws:iam::111122223333:role/orders"
          runtime       = "python3.13"
          handler       = "main.handler"
          filename      = "orders.zip"
          environment {
            variables = {
              A_DSN     = local.dsn
              B_FILE    = var.from_file
              C_OUTPUT  = module.inner.connection.password
              D_LITERAL_PASSWORD = "planted-variable"
              E_NO_PASSWORD = var.empty
              F_JSON    = jsonencode({ a = var.from_environment, b = 1 })
            }
          }
          tags = {
            upper = upper(var.from_json)
            token = "planted-tag"
            url   = "https://user:planted-url@example.com/"
            split = "AKIAPLANTEDPLANTED12 ${aws_sqs_queue.plain.id}"
            owner = "kept-tag"
          }
        }
        resource "aws_instance" "server" {
          ami              = "ami-0abcdef1234567890"
          instance_type    = "t3.micro"
          user_data_base64 = base64encode("export X=${var.from_environment}")
        }
        resource "aws_sqs_queue" "plain" { name = "kept-name" }
        resource "aws_sqs_queue" "each" {
          for_each = var.names
          name     = each.value
        }
        resource "aws_sqs_queue" "counted" {
          count             = var.from_default != "" && var.empty == "" && var.nothing == null ? 1 : 0
          name              = local.marked
          kms_master_key_id = "alias/${local.shown}"
          policy = jsonencode({ Version = "2012-10-17", Statement = [
            { Sid = var.from_default, Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }
          ] })
        }
        resource "aws_sns_topic" "topic" {
          name = "n-${tonumber(var.from_default)}-${substr(var.from_file, 0, 9)}"
          display_name = undeclared("planted-argument")
        }
        """#

    private func writeTerraform() throws {
        try folder.write("code/main.tf", Self.terraform)
        try folder.write(
            "code/inner/main.tf",
            """
            variable "handed" { sensitive = true }
            output "connection" {
              sensitive = true
              value     = { password = "planted-output", topic = aws_sns_topic.inner.arn }
            }
            resource "aws_sns_topic" "inner" { name = var.handed }
            """)
        try folder.write(
            "code/terraform.tfvars",
            "from_file = \"planted-tfvars\"\nsettings = { user = \"planted-user\", password = \"planted-object\" }\n")
        try folder.write("code/a.auto.tfvars.json", #"{"from_json": "planted-json"}"#)
    }

    // MARK: CloudFormation

    private static let template = """
        Parameters:
          Password: {Type: String, NoEcho: true, Default: planted-parameter}
          Empty: {Type: String, NoEcho: true, Default: ''}
          Several: {Type: CommaDelimitedList, NoEcho: 'true', Default: 'planted-one,planted-two'}
          Chosen: {Type: String, NoEcho: true, Default: planted-a, AllowedValues: [planted-a, planted-b]}
        Conditions:
          HasPassword: !Not [!Equals [!Ref Password, '']]
          IsEmpty: !Equals [!Ref Empty, '']
          IsOther: !Equals [!Ref Password, other]
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Condition: HasPassword
            Properties:
              DBInstanceClass: db.t4g.micro
              DBName: !Select [0, !Ref Several]
              MasterUsername: !Ref Chosen
              MasterUserPassword: !Ref Password
              TdeCredentialPassword: planted-tde
              Tags: [{Key: password, Value: planted-tag}, {Key: made, Value: !Sub 'x-${Password}'}]
          Function:
            Type: AWS::Lambda::Function
            Condition: IsEmpty
            Properties:
              Role: arn:aws:iam::111122223333:role/orders
              Description: !Join ['-', [for, !Ref Password]]
              Code:
                ZipFile: |
                  import os
                  password = "planted-code"
              Environment:
                Variables:
                  A: !Ref Password
                  B: !Ref Empty
                  C_PASSWORD: planted-literal
                  D: !Sub 'postgres://${AWS::Region}:${Password}@db.example'
          Server:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-0abcdef1234567890
              UserData: !Base64
                'Fn::Sub': |
                  export R=${AWS::Region}
                  export X=${Password}
          Other:
            Type: AWS::SQS::Queue
            Condition: IsOther
            Properties: {QueueName: !Ref Password}
        """

    // MARK: Tests

    /// Everything that a scan of `code` and later looks at its store answer, and the store's own bytes.
    private func everything(addresses: [String]) throws -> [(from: String, text: Data)] {
        var texts: [(from: String, text: Data)] = []
        func add(_ arguments: [String]) throws {
            let run = try kamae.run(arguments)
            texts.append((arguments.joined(separator: " "), Data(run.output.utf8)))
            texts.append((arguments.joined(separator: " ") + ", errors", Data(run.errors.utf8)))
        }
        for format in ["table", "json"] {
            for status in ["all", "fail"] { try add(["scan", "code", "--format", format, "--status", status, "--verbose"]) }
        }
        // A second scan makes the store compare what it keeps.
        for _ in 0..<2 { try add(["scan", "code", "--store", "sqlite:s.db", "--verbose"]) }
        for format in ["table", "json"] {
            try add(["find", "true", "--store", "s.db", "--format", format])
            for address in addresses { try add(["show", address, "--store", "s.db", "--format", format]) }
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasPrefix("s.db") {
            texts.append((file, try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(file)"))))
        }
        return texts
    }

    private func expectNone(of secrets: [String], in texts: [(from: String, text: Data)], except kept: String = "") {
        for (from, text) in texts {
            let folded = String(decoding: text, as: UTF8.self).lowercased().replacingOccurrences(of: kept, with: "")
            for secret in secrets { #expect(!folded.contains(secret), "\(secret) stands in \(from)") }
        }
    }

    private func statuses(_ control: String, _ extra: [String] = []) throws -> [String: String] {
        let run = try kamae.run(["scan", "code", "--control", control, "--status", "all", "--format", "json"] + extra)
        return Dictionary(
            try run.objects().map { (($0["asset"] as? [String: Any])?["address"] as? String ?? "", $0["status"] as? String ?? "") },
            uniquingKeysWith: { $1 })
    }

    @Test func noValueOfTerraformIsKept() throws {
        try writeTerraform()
        let texts = try everything(addresses: [
            "aws_lambda_function.function", "aws_instance.server", "aws_db_instance.db", "aws_rds_cluster.cluster",
            "aws_sqs_queue.counted[0]", "aws_sns_topic.topic", "module.inner.aws_sns_topic.inner",
        ])
        expectNone(of: ["planted", Data("export X=planted".utf8).base64EncodedString().prefix(18).lowercased()], in: texts)
        let find = String(decoding: try #require(texts.first { $0.from == "find true --store s.db --format json" }).text, as: UTF8.self)
        for kept in ["kept-tag", "kept-name", "for ${sensitive(…)@", "var.from_default"] {
            #expect(find.contains(kept), "\(kept) is gone")
        }
    }

    @Test func whatIsThereIsStillJudged() throws {
        try writeTerraform()
        #expect(try statuses("aws/lambda/environment-without-secrets") == ["aws_lambda_function.function": "fail"])
        #expect(try statuses("aws/ec2/user-data-without-secrets") == ["aws_instance.server": "fail"])
        // A condition that asks whether there is a password is decided by it.
        let queues = try statuses("aws/sqs/queue-policy-not-public")
        #expect(queues["aws_sqs_queue.counted[0]"] == "fail")
        try kamae.run(["scan", "code", "--store", "sqlite:s.db"])
        func find(_ expression: String) throws -> Int { try kamae("find", expression, "--store", "s.db").lines.count }
        let secrets = ["A_DSN", "B_FILE", "C_OUTPUT", "D_LITERAL_PASSWORD", "F_JSON"].map {
            "asset.properties.EnvironmentVariables.exists(v, v.Name == '\($0)' && has(v.Secret))"
        }
        for secret in secrets {
            #expect(try find("asset.type == 'AWS::Lambda::Function' && \(secret)") == 1, "\(secret)")
        }
        #expect(
            try find(
                """
                asset.type == 'AWS::Lambda::Function' &&
                asset.properties.EnvironmentVariables.exists(v, v.Name == 'E_NO_PASSWORD' && !has(v.Secret))
                """) == 1)
        #expect(
            try find("asset.type == 'AWS::RDS::DBInstance' && !asset.properties.ManageMasterUserPassword") == 1)
        #expect(try find("asset.type == 'AWS::RDS::DBCluster' && has(asset.properties.MasterUsername)") == 1)
        #expect(try find("asset.type == 'AWS::Lambda::Function' && asset.tags.token == '[secret: named-secret]'") == 1)
    }

    @Test func noValueOfATemplateIsKept() throws {
        try folder.write("code/template.yaml", Self.template)
        let texts = try everything(addresses: ["Database", "Function", "Server"])
        expectNone(of: ["planted"], in: texts)
        #expect(try statuses("aws/lambda/environment-without-secrets") == ["Function": "fail"])
        #expect(try statuses("aws/ec2/user-data-without-secrets") == ["Server": "fail"])
        func find(_ expression: String) throws -> Int { try kamae("find", expression, "--store", "s.db").lines.count }
        #expect(try find("asset.type == 'AWS::RDS::DBInstance' && has(asset.properties.MasterUsername)") == 1)
        #expect(try find("asset.type == 'AWS::SQS::Queue'") == 0)
        for (name, isSecret) in [("A", true), ("B", false), ("C_PASSWORD", true), ("D", true)] {
            let expression = "asset.properties.EnvironmentVariables.exists(v, v.Name == '\(name)' && has(v.Secret) == \(isSecret))"
            #expect(try find("asset.type == 'AWS::Lambda::Function' && \(expression)") == 1, "\(name)")
        }
    }

    /// What is wrong with a secret's text is told without the text.
    @Test(arguments: [
        "secret = planted", "secret = \"a\" planted", "secret = planted(1)", "secret = [\"a\", planted", "secret = \"planted",
        "secret = { planted = 1, planted = 2 }", "secret = \"${planted}\"", "secret = \"planted\" + 1", "secret = jsondecode(\"{planted\")",
    ])
    func aFaultDoesNotQuoteIt(text: String) throws {
        try folder.write(
            "code/main.tf",
            "variable \"secret\" {\n  type = number\n  sensitive = true\n}\n"
                + "resource \"aws_sqs_queue\" \"q\" {\n  name = var.secret\n}\n")
        try folder.write("code/terraform.tfvars", text + "\n")
        let texts = try everything(addresses: ["aws_sqs_queue.q"])
        expectNone(of: ["planted"], in: texts)
        let errors = String(decoding: try #require(texts.first { $0.from.hasSuffix("errors") }).text, as: UTF8.self)
        #expect(errors.contains("code/terraform.tfvars:"), "\(errors)")
    }

    @Test(arguments: ["{\"secret\": planted}", "{\"secret\": \"planted", "{\"secret\": {\"planted\": [}}"])
    func aFaultInJSONDoesNotQuoteIt(text: String) throws {
        try folder.write("code/main.tf", "variable \"secret\" {\n  sensitive = true\n}\n" + TestContent.queue)
        try folder.write("code/terraform.tfvars.json", text)
        expectNone(of: ["planted"], in: try everything(addresses: []))
    }
}
