import Testing

@testable import AssetShaping

@Suite("What counts as a secret's name, and what its value says")
struct SecretNameTests {
    @Test(arguments: [
        "DB_PASSWORD", "stripeApiKey", "--token", "dbpassword", "DBPassword", "aws_secret_access_key", "DB_PASSWORD_PROD", "PASSWORD2",
        "client-secret", "PRIVATE_KEY", "MYSQL_PWD", "DB_PASS", "spring.datasource.password", "X-Api-Key", "AccountKey", "TOKEN_BASE64",
    ])
    func secrets(name: String) { #expect(SecretName.isSecret(name)) }

    @Test(arguments: [
        "", "SECRET_NAME", "DB_SECRET_ARN", "PASSWORD_FILE", "MAX_TOKENS", "TOKEN_TTL", "tokenTTL", "KEY", "SORT_KEY", "secretName",
        "AWS_ACCESS_KEY_ID", "passwordLength", "tokenizer", "compass", "STAGE", "PROD", "パスワード",
    ])
    func others(name: String) { #expect(!SecretName.isSecret(name)) }

    @Test(arguments: [
        "", "true", "3600", "0.5", "arn:aws:secretsmanager:x", "{{resolve:ssm:x}}", "${var.x}", "$(OTHER)", "$DB_PASSWORD", "<password>",
        "/run/secrets/db", "prod/db/password", "vault:secret/db",
    ])
    func references(value: String) { #expect(SecretName.isReference(value)) }

    @Test(arguments: ["hunter2", "123456", "Winter2024!", "$ecret!", "/8kZ+yQ=", "Tsuru/to/Kame"])
    func values(value: String) { #expect(!SecretName.isReference(value)) }

    @Test(arguments: [
        ("app.password = hunter22", ["password"]), (#"{"user":"a","password":"hunter22"}"#, ["password"]),
        ("curl -H 'X: y' --url x --token hunter22", ["password"]), ("export AWS_SECRET_ACCESS_KEY=abcdefgh", ["aws-secret-key"]),
        ("a: https://x.example, b: postgres://u:hunter22@db", ["url-password"]),
        ("Authorization: Bearer abcDEF123456ghi", ["authorization-header"]),
        ("arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf", []), ("image: registry.example.com/token:1.4.22", []),
        ("--db-password-file=/run/secrets/db --token $TOKEN", []), ("Basic internationalization", []),
        ("if [ -z \"${TOKEN:?}\" ]", []), ("define('DB_PASSWORD', 'hunter22');", ["password"]),
        ("define( \"DB_USER\", \"someone\" ); define('DB_PASSWORD', getenv('X'))", []),
    ])
    func texts(text: String, kinds: [String]) {
        var finder = SecretFinder()
        finder.read(text, name: nil)
        #expect(finder.kinds.sorted() == kinds)
    }

    @Test func aLineOfAMegabyteTakesNoTime() {
        var finder = SecretFinder()
        finder.read(String(repeating: "token=", count: 200_000), name: nil)
        #expect(finder.kinds == ["password"])
    }
}
