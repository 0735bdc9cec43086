/// Finds out which names of an answer carry secrets.
enum SensitiveNames {
    /// Secrets that the models do not mark. Key: service.
    private static let unmarked: [String: Set<String>] = [
        "ec2": ["userData", "UserData", "keyMaterial"],
        "autoscaling": ["UserData"],
        "lambda": ["Variables"],
        "ecs": ["environment"],
        "codebuild": ["environmentVariables"],
        "batch": ["environment"],
        "glue": ["DefaultArguments", "NonOverridableArguments"],
        "elasticbeanstalk": ["OptionSettings"],
        "amplify": ["environmentVariables"],
        "apprunner": ["RuntimeEnvironmentVariables"],
        "cloudformation": ["Parameters"],
        "sagemaker": ["Environment"],
        "ssm": ["Value"],
        "secretsmanager": ["SecretString", "SecretBinary"],
        "sts": ["Credentials", "SecretAccessKey", "SessionToken"],
        "sso": ["roleCredentials"],
        "iam": ["SecretAccessKey", "ServicePassword"],
    ]

    /// Names on the wire.
    static func of(_ operation: Operation, in model: ServiceModel) -> Set<String> {
        var names = unmarked[model.service] ?? []
        guard let output = operation.output else { return names }
        var visited: Set<Int> = [output]
        var open = [output]
        while let index = open.popLast() {
            let shape = model.shapes[index]
            for member in shape.members + [shape.element, shape.value].compactMap({ $0 }) {
                let inner = model.shapes[member.shape]
                let holdsSecret = member.isSensitive || inner.element?.isSensitive == true || inner.value?.isSensitive == true
                if holdsSecret, shape.kind == .structure { names.insert(member.wireName) }
                if visited.insert(member.shape).inserted { open.append(member.shape) }
            }
        }
        return names
    }
}
