CREATE TABLE `quality_hours` (
	`line` text NOT NULL,
	`from_at_ms` integer NOT NULL,
	`readings` integer NOT NULL,
	`down_margin_min_tenth_db` integer,
	`down_margin_mean_tenth_db` real,
	`up_margin_min_tenth_db` integer,
	`up_margin_mean_tenth_db` real,
	`down_attenuation_tenth_db` integer,
	`up_attenuation_tenth_db` integer,
	`down_rate_kbit` integer,
	`up_rate_kbit` integer,
	`down_max_kbit` integer,
	`up_max_kbit` integer,
	`crc_errors` integer,
	`crc_errors_far` integer,
	`fec_errors` integer,
	`fec_errors_far` integer,
	`errored_secs` integer,
	`severely_errored_secs` integer,
	`resyncs` integer NOT NULL,
	`reconnects` integer NOT NULL,
	PRIMARY KEY(`line`, `from_at_ms`)
);
--> statement-breakpoint
CREATE TABLE `outage_annotations` (
	`line` text NOT NULL,
	`lane_entry` integer NOT NULL,
	`outage` text NOT NULL,
	`from_at_ms` integer NOT NULL,
	`to_at_ms` integer,
	`kind` text NOT NULL,
	`at_ms` integer NOT NULL,
	`sha256` text NOT NULL,
	`text` text NOT NULL,
	`withdrawn_entry` integer,
	`withdrawn_at_ms` integer,
	PRIMARY KEY(`line`, `lane_entry`),
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `days` ADD `failover_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `outages` ADD `evidence` text DEFAULT '{"chain":[],"snapshots":[]}' NOT NULL;