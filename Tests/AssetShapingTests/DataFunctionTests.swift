import Document
import PostureModel
import Testing

@Suite("Lambda functions on three faces")
struct DataFunctionTests {
    @Test("Permissions become the policy that the API answers with")
    func permissions() throws {
        let terraform = try DataFaces.terraform(
            (
                "aws_lambda_function.f", "aws_lambda_function",
                #"{"function_name": "f", "runtime": "python3.13", "tracing_config": [{"mode": "Active"}]}"#
            ),
            (
                "aws_lambda_permission.p", "aws_lambda_permission",
                """
                {"statement_id": "s3", "action": "lambda:InvokeFunction", "function_name": {"$ref": "aws_lambda_function.f.function_name"},
                 "principal": "s3.amazonaws.com", "source_arn": "arn:aws:s3:::b", "source_account": "111122223333"}
                """
            ),
            (
                "aws_lambda_permission.all", "aws_lambda_permission",
                #"{"action": "lambda:InvokeFunction", "function_name": "f", "principal": "*"}"#
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            ("F", "AWS::Lambda::Function", #"{"FunctionName": "f", "Runtime": "python3.13", "TracingConfig": {"Mode": "Active"}}"#),
            (
                "P", "AWS::Lambda::Permission",
                """
                {"Action": "lambda:InvokeFunction", "FunctionName": {"$ref": "F.Arn"}, "Principal": "s3.amazonaws.com",
                 "SourceArn": "arn:aws:s3:::b", "SourceAccount": "111122223333"}
                """
            ),
            ("All", "AWS::Lambda::Permission", #"{"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "*"}"#))
        let live = try DataFaces.live(
            "AWS::Lambda::Function", item: #"{"FunctionName": "f", "Runtime": "python3.13", "TracingConfig": {"Mode": "Active"}}"#,
            ["policy": #"{"Policy": "{\"Version\": \"2012-10-17\", \"Statement\": []}"}"#, "urls": #"{"FunctionUrlConfigs": []}"#])
        expectEqual(
            [terraform, cloudFormation],
            at: [
                "PolicyDocument.Statement.0.Principal", "PolicyDocument.Statement.0.Condition", "PolicyDocument.Statement.0.Effect",
                "PolicyDocument.Statement.0.Action", "PolicyDocument.Statement.1.Principal",
            ])
        expectEqual([terraform, cloudFormation, live], at: ["PolicyDocument.Version", "Runtime", "TracingConfig.Mode", "FunctionUrls"])
        #expect(terraform.says("PolicyDocument.Statement.0.Principal") == #"{"Service":["s3.amazonaws.com"]}"#)
        #expect(
            terraform.says("PolicyDocument.Statement.0.Condition")
                == #"{"ArnLike":{"aws:sourcearn":["arn:aws:s3:::b"]},"StringEquals":{"aws:sourceaccount":["111122223333"]}}"#)
        #expect(terraform.says("PolicyDocument.Statement.1.Principal") == #"{"AWS":["*"]}"#)
        #expect(terraform.says("PolicyDocument.Statement.1.Condition") == nil)
    }

    @Test("Function URLs, and functions without permissions")
    func urls() throws {
        let terraform = try DataFaces.terraform(
            ("aws_lambda_function.f", "aws_lambda_function", #"{"function_name": "f"}"#),
            (
                "aws_lambda_function_url.u", "aws_lambda_function_url",
                """
                {"function_name": {"$ref": "aws_lambda_function.f.function_name"}, "authorization_type": "NONE",
                 "cors": [{"allow_origins": ["*"]}]}
                """
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            ("F", "AWS::Lambda::Function", "{}"),
            (
                "U", "AWS::Lambda::Url",
                #"{"TargetFunctionArn": {"$ref": "F.Arn"}, "AuthType": "NONE", "Cors": {"AllowOrigins": ["*"]}}"#
            ))
        let live = try DataFaces.live(
            "AWS::Lambda::Function", item: #"{"FunctionName": "f"}"#,
            [
                "policy": "absent",
                "urls": #"{"FunctionUrlConfigs": [{"AuthType": "NONE", "Cors": {"AllowOrigins": ["*"]}, "CreationTime": "2026"}]}"#,
            ])
        expectEqual([terraform, cloudFormation, live], at: ["FunctionUrls.0.AuthType", "FunctionUrls.0.Cors.AllowOrigins"])
        for asset in [terraform, cloudFormation, live] { #expect(asset.says("PolicyDocument") == nil) }
        let denied = try DataFaces.live(
            "AWS::Lambda::Function", item: #"{"FunctionName": "f"}"#, ["policy": nil, "urls": nil, "url": #"{"AuthType": "NONE"}"#])
        #expect(denied.says("PolicyDocument") == "unknown: policy")
        #expect(denied.says("FunctionUrls.0.AuthType") == "\"NONE\"" && denied.says("FunctionUrls.1") == "unknown: urls")
        let both = try DataFaces.live(
            "AWS::Lambda::Function", item: #"{"FunctionName": "f"}"#,
            ["urls": #"{"FunctionUrlConfigs": [{"AuthType": "NONE"}]}"#, "url": #"{"AuthType": "NONE"}"#])
        #expect(both.says("FunctionUrls") == #"[{"AuthType":"NONE"}]"#)
    }

    @Test("Of environment variables the names and kinds are kept, never the values")
    func environment() throws {
        let variables = """
            {"STAGE": "prod", "KEY_ID": "AKIAIOSFODNN7EXAMPLE", "DB_PASSWORD": "hunter2-for-real", "DB_SECRET_ARN": "arn:aws:x",
             "API_TOKEN": "{{resolve:secretsmanager:t}}", "URL": "https://u:p4ssw0rd@db.example/x", "TOKEN_TTL": "3600",
             "DB_SECRET": "prod/db/password", "CHECKSUM": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}
            """
        let assets = [
            try DataFaces.terraform(
                ("aws_lambda_function.f", "aws_lambda_function", #"{"environment": [{"variables": \#(variables)}]}"#)),
            try DataFaces.cloudFormation(("F", "AWS::Lambda::Function", #"{"Environment": {"Variables": \#(variables)}}"#)),
            try DataFaces.live(
                "AWS::Lambda::Function", item: #"{"FunctionName": "f", "Environment": {"Variables": \#(variables)}}"#),
        ]
        expectEqual(assets, at: ["EnvironmentVariables"])
        for asset in assets {
            let text = asset.document.root.description
            #expect(!text.contains("AKIAIOSFODNN7EXAMPLE") && !text.contains("hunter2") && !text.contains("p4ssw0rd"))
            let found = (asset.properties?["EnvironmentVariables"]?.elements ?? []).compactMap { variable in
                variable["Secret"].map { "\(variable["Name"]?.string ?? ""): \($0.string ?? "")" }
            }
            #expect(found == ["KEY_ID: aws-access-key-id", "DB_PASSWORD: named-secret", "URL: url-password"])
        }
    }

    @Test("A variable that is named for a secret and not known yet is not known to be none")
    func unknownVariables() throws {
        let asset = try DataFaces.terraform(
            (
                "aws_lambda_function.f", "aws_lambda_function",
                """
                {"environment": [{"variables": {"DB_PASSWORD": {"$var": "var.password"}, "TABLE": {"$ref": "aws_dynamodb_table.t.name"},
                 "API_KEY": {"$ref": "aws_secretsmanager_secret.k.arn"}}}]}
                """
            ))
        #expect(asset.says("EnvironmentVariables.0.Secret") == "unknown: var.password")
        #expect(asset.says("EnvironmentVariables.1.Secret") == nil)
        #expect(asset.says("EnvironmentVariables.2.Secret") == nil)
    }
}
