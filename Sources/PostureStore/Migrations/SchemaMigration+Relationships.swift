extension SchemaMigration {
    /// What assets are found by, and what findings hang on. Keys are hashes (`EstateKey`).
    ///
    /// `asset.entries` and `finding.dependencies` are hashes of an asset's and a finding's rows, null for none: most writes change
    /// neither, and see that without reading the rows.
    static let relationships = SchemaMigration(
        version: 3,
        sql: """
            ALTER TABLE asset ADD COLUMN entries INTEGER;
            CREATE TABLE asset_entry (
                key INTEGER NOT NULL,
                asset INTEGER NOT NULL REFERENCES asset (number),
                PRIMARY KEY (key, asset)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX asset_entry_asset ON asset_entry (asset);

            ALTER TABLE finding ADD COLUMN dependencies INTEGER;
            CREATE TABLE dependency (
                key INTEGER NOT NULL,
                finding INTEGER NOT NULL REFERENCES finding (number),
                PRIMARY KEY (key, finding)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX dependency_finding ON dependency (finding);
            """)
}
