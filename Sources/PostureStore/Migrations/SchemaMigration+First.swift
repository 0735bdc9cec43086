extension SchemaMigration {
    /// Assets with their versions, findings with their states, runs and mutings.
    ///
    /// Times are milliseconds since 1970 (UTC). A row whose `valid_to` is null stands now. `asset.version` and `finding.state`
    /// point at that row, or are null where asset or finding are gone. Faces: 0 code, 1 live. Statuses: 0 pass, 1 fail,
    /// 2 unknown, 3 error, 4 not applicable. Severities: 0 info to 4 critical. Partial indexes hold what is asked for most,
    /// without the history and without the passes.
    static let first = SchemaMigration(
        version: 1,
        sql: """
            CREATE TABLE run (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
                started INTEGER NOT NULL,
                touched INTEGER NOT NULL,
                finished INTEGER,
                scope TEXT NOT NULL,
                covered TEXT,
                coverage TEXT,
                added INTEGER NOT NULL DEFAULT 0,
                changed INTEGER NOT NULL DEFAULT 0,
                unchanged INTEGER NOT NULL DEFAULT 0,
                removed INTEGER NOT NULL DEFAULT 0,
                opened INTEGER NOT NULL DEFAULT 0,
                resolved INTEGER NOT NULL DEFAULT 0,
                reopened INTEGER NOT NULL DEFAULT 0
            ) STRICT;

            CREATE TABLE asset (
                number INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                face INTEGER NOT NULL CHECK (face IN (0, 1)),
                program TEXT NOT NULL,
                version INTEGER,
                digest BLOB,
                form INTEGER,
                first_seen INTEGER NOT NULL,
                last_seen INTEGER NOT NULL,
                last_run INTEGER NOT NULL,
                judged INTEGER
            ) STRICT;
            CREATE INDEX asset_program ON asset (program) WHERE face = 0;

            CREATE TABLE asset_version (
                number INTEGER PRIMARY KEY,
                asset INTEGER NOT NULL REFERENCES asset (number),
                valid_from INTEGER NOT NULL,
                valid_to INTEGER CHECK (valid_to > valid_from),
                run INTEGER NOT NULL REFERENCES run (number),
                caused_by TEXT,
                digest BLOB NOT NULL,
                id TEXT NOT NULL,
                type TEXT NOT NULL,
                provider TEXT NOT NULL,
                account TEXT,
                region TEXT,
                name TEXT NOT NULL,
                address TEXT,
                origin TEXT NOT NULL,
                origin_time TEXT,
                file TEXT,
                start_line INTEGER,
                start_column INTEGER,
                end_line INTEGER,
                end_column INTEGER,
                module_calls TEXT,
                document BLOB NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX asset_version_time ON asset_version (asset, valid_from);
            CREATE INDEX asset_version_type ON asset_version (type, account, region) WHERE valid_to IS NULL;
            CREATE INDEX asset_version_account ON asset_version (account, region) WHERE valid_to IS NULL;
            CREATE INDEX asset_version_name ON asset_version (name) WHERE valid_to IS NULL;
            CREATE INDEX asset_version_id ON asset_version (id);
            CREATE INDEX asset_version_address ON asset_version (address) WHERE address IS NOT NULL;

            CREATE TABLE asset_tag (
                version INTEGER NOT NULL REFERENCES asset_version (number) ON DELETE CASCADE,
                key TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (version, key)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX asset_tag_key ON asset_tag (key, value);

            CREATE TABLE control (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                title_en TEXT NOT NULL,
                title_ja TEXT NOT NULL
            ) STRICT;

            CREATE TABLE finding (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                asset INTEGER NOT NULL REFERENCES asset (number),
                control INTEGER NOT NULL REFERENCES control (number),
                state INTEGER,
                lifecycle INTEGER NOT NULL CHECK (lifecycle IN (0, 1, 2)),
                first_seen INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX finding_asset ON finding (asset, id);
            CREATE INDEX finding_id ON finding (id);

            CREATE TABLE finding_state (
                number INTEGER PRIMARY KEY,
                finding INTEGER NOT NULL REFERENCES finding (number),
                valid_from INTEGER NOT NULL,
                valid_to INTEGER CHECK (valid_to > valid_from),
                ending INTEGER,
                run INTEGER NOT NULL REFERENCES run (number),
                status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 4),
                severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4),
                digest INTEGER NOT NULL,
                form INTEGER NOT NULL,
                reason_en TEXT NOT NULL,
                reason_ja TEXT NOT NULL,
                evidence TEXT,
                file TEXT,
                start_line INTEGER,
                start_column INTEGER,
                end_line INTEGER,
                end_column INTEGER
            ) STRICT;
            CREATE UNIQUE INDEX finding_state_time ON finding_state (finding, valid_from);
            CREATE INDEX finding_state_open ON finding_state (status, severity)
                WHERE valid_to IS NULL AND status BETWEEN 1 AND 3;

            CREATE TABLE mute (
                number INTEGER PRIMARY KEY,
                finding TEXT NOT NULL,
                reason TEXT NOT NULL,
                owner TEXT NOT NULL,
                created INTEGER NOT NULL,
                expires INTEGER,
                ended INTEGER
            ) STRICT;
            CREATE INDEX mute_finding ON mute (finding);
            """)
}
