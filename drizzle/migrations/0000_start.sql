CREATE TABLE `buckets` (
	`line` text NOT NULL,
	`width_ms` integer NOT NULL,
	`from_at_ms` integer NOT NULL,
	`sent_count` integer NOT NULL,
	`lost_count` integer NOT NULL,
	`late_count` integer NOT NULL,
	`min_us` integer,
	`max_us` integer,
	`sum_us` integer NOT NULL,
	`histogram` text NOT NULL,
	`gateway_sent_count` integer NOT NULL,
	`gateway_lost_count` integer NOT NULL,
	`loss_bursts` integer NOT NULL,
	PRIMARY KEY(`line`, `width_ms`, `from_at_ms`)
);
--> statement-breakpoint
CREATE TABLE `days` (
	`line` text NOT NULL,
	`day` text NOT NULL,
	`up_ms` integer NOT NULL,
	`degraded_ms` integer NOT NULL,
	`down_min_ms` integer NOT NULL,
	`down_max_ms` integer NOT NULL,
	`maintenance_ms` integer NOT NULL,
	`unknown_ms` integer NOT NULL,
	`outages` integer NOT NULL,
	`dropouts` integer NOT NULL,
	PRIMARY KEY(`line`, `day`)
);
--> statement-breakpoint
CREATE TABLE `fold_checkpoints` (
	`line` text NOT NULL,
	`boot_id` text NOT NULL,
	`first_entry` integer NOT NULL,
	`fold` text NOT NULL,
	PRIMARY KEY(`line`, `boot_id`)
);
--> statement-breakpoint
CREATE TABLE `invites` (
	`secret_sha256` text PRIMARY KEY NOT NULL,
	`line` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`used_by_probe` text,
	`used_at_ms` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lane_entries` (
	`id` integer PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`packed_text` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `line_folds` (
	`line` text PRIMARY KEY NOT NULL,
	`rules_version` integer NOT NULL,
	`last_entry` integer NOT NULL,
	`fold` text NOT NULL,
	`current` text
);
--> statement-breakpoint
CREATE TABLE `line_settings` (
	`line` text NOT NULL,
	`lane_entry` integer NOT NULL,
	`from_at_ms` integer NOT NULL,
	`sha256` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`line`, `lane_entry`),
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lines` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`provider_id` integer NOT NULL,
	`zone` text NOT NULL,
	`is_live_published` integer DEFAULT false NOT NULL,
	`is_evidence_published` integer DEFAULT false NOT NULL,
	`created_at_ms` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`lane_entries` integer DEFAULT 0 NOT NULL,
	`lane_sha256` text NOT NULL,
	`packed_entries` integer DEFAULT 0 NOT NULL,
	`silent_since_at_ms` integer,
	`silence_self_check` text,
	`silence_written_at_ms` integer,
	FOREIGN KEY (`provider_id`) REFERENCES `providers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lines_id_unique` ON `lines` (`id`);--> statement-breakpoint
CREATE TABLE `loss_bursts` (
	`line` text NOT NULL,
	`at_ms` integer NOT NULL,
	`family` integer NOT NULL,
	`lost_samples` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	PRIMARY KEY(`line`, `at_ms`, `family`)
);
--> statement-breakpoint
CREATE TABLE `method_uses` (
	`line` text NOT NULL,
	`first_entry` integer NOT NULL,
	`from_at_ms` integer NOT NULL,
	`method_sha256` text NOT NULL,
	PRIMARY KEY(`line`, `first_entry`)
);
--> statement-breakpoint
CREATE TABLE `methods` (
	`sha256` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outage_aliases` (
	`line` text NOT NULL,
	`alias_id` text NOT NULL,
	`outage_id` text NOT NULL,
	PRIMARY KEY(`line`, `alias_id`)
);
--> statement-breakpoint
CREATE TABLE `outages` (
	`line` text NOT NULL,
	`id` text NOT NULL,
	`start_earliest_at_ms` integer NOT NULL,
	`end_latest_at_ms` integer,
	`revision` integer NOT NULL,
	`outage` text NOT NULL,
	PRIMARY KEY(`line`, `id`)
);
--> statement-breakpoint
CREATE INDEX `outages_by_start` ON `outages` (`line`,`start_earliest_at_ms`);--> statement-breakpoint
CREATE TABLE `owner_logins` (
	`secret_sha256` text PRIMARY KEY NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `owner_sessions` (
	`secret_sha256` text PRIMARY KEY NOT NULL,
	`expires_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `packed_days` (
	`line` text NOT NULL,
	`day` text NOT NULL,
	`first_entry` integer NOT NULL,
	`last_entry` integer NOT NULL,
	`sha256` text NOT NULL,
	`packed_text` blob NOT NULL,
	PRIMARY KEY(`line`, `first_entry`),
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `packed_segments` (
	`probe_seq` integer NOT NULL,
	`first_number` integer NOT NULL,
	`last_number` integer NOT NULL,
	`line` text NOT NULL,
	`first_entry` integer NOT NULL,
	PRIMARY KEY(`probe_seq`, `first_number`),
	FOREIGN KEY (`probe_seq`) REFERENCES `probes`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `personal_values` (
	`sha256` text PRIMARY KEY NOT NULL,
	`line` text NOT NULL,
	`named_at_ms` integer NOT NULL,
	`kind` text,
	`salt` text,
	`value` text,
	`received_at_ms` integer,
	`erased_at_ms` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `personal_values_by_line` ON `personal_values` (`line`,`named_at_ms`);--> statement-breakpoint
CREATE TABLE `probes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`line` text NOT NULL,
	`public_key` text NOT NULL,
	`enrolled_at_ms` integer NOT NULL,
	`retired_at_ms` integer,
	`first_number` integer NOT NULL,
	`last_number` integer NOT NULL,
	`chain_sha256` text NOT NULL,
	`last_contact_at_ms` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `probes_id_unique` ON `probes` (`id`);--> statement-breakpoint
CREATE INDEX `probes_by_line` ON `probes` (`line`);--> statement-breakpoint
CREATE TABLE `providers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `providers_name_unique` ON `providers` (`name`);--> statement-breakpoint
CREATE TABLE `raw_segments` (
	`id` integer PRIMARY KEY NOT NULL,
	`lane_entry` integer NOT NULL,
	`packed_text` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `server_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`started_at_ms` integer NOT NULL,
	`alive_at_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `snapshots` (
	`line` text PRIMARY KEY NOT NULL,
	`before_day` text NOT NULL,
	`last_entry` integer NOT NULL,
	`sha256` text NOT NULL,
	`packed_text` blob NOT NULL,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `state_intervals` (
	`line` text NOT NULL,
	`from_at_ms` integer NOT NULL,
	`to_at_ms` integer NOT NULL,
	`state` text NOT NULL,
	`verdict` text NOT NULL,
	`side` text NOT NULL,
	`cause` text,
	PRIMARY KEY(`line`, `from_at_ms`)
);
