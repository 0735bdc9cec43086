extension SchemaMigration {
    /// What a search is answered from: assets whose tags are not all known, and failures by control.
    static let search = SchemaMigration(
        version: 2,
        sql: """
            ALTER TABLE asset_version ADD COLUMN has_open_tags INTEGER NOT NULL DEFAULT 0 CHECK (has_open_tags IN (0, 1));
            -- Nothing tells for versions that stand already: they are looked at.
            UPDATE asset_version SET has_open_tags = 1;
            CREATE INDEX asset_version_open_tags ON asset_version (number) WHERE has_open_tags = 1;
            CREATE INDEX finding_open ON finding (control, asset) WHERE lifecycle = 1;
            """)
}
