CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`line` text NOT NULL,
	`report` text,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`description` text NOT NULL,
	`dated_at_ms` integer,
	`added_at_ms` integer NOT NULL,
	`lane_entry` integer NOT NULL,
	`content` blob,
	`erased_at_ms` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report`) REFERENCES `fault_reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attachments_by_line` ON `attachments` (`line`,`added_at_ms`);--> statement-breakpoint
CREATE TABLE `head_stamps` (
	`counter` integer NOT NULL,
	`authority` text NOT NULL,
	`response` blob,
	`stamped_at_ms` integer,
	`asked_at_ms` integer NOT NULL,
	`attempts` integer DEFAULT 1 NOT NULL,
	`problem` text,
	PRIMARY KEY(`counter`, `authority`),
	FOREIGN KEY (`counter`) REFERENCES `heads`(`counter`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `heads` (
	`counter` integer PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`sha256` text NOT NULL,
	`text` text NOT NULL,
	`signature` text NOT NULL,
	`occasion` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lane_events` (
	`line` text NOT NULL,
	`entry` integer NOT NULL,
	`text` text NOT NULL,
	`chain_sha256` text NOT NULL,
	PRIMARY KEY(`line`, `entry`),
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lane_salts` (
	`line` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `month_versions` (
	`line` text NOT NULL,
	`month` text NOT NULL,
	`version` integer NOT NULL,
	`sealed_at_ms` integer NOT NULL,
	`rules_version` integer NOT NULL,
	`sha256` text NOT NULL,
	`previous_sha256` text,
	`reason` text NOT NULL,
	`lane_entry` integer NOT NULL,
	`packed_json` blob NOT NULL,
	PRIMARY KEY(`line`, `month`, `version`),
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`secret_sha256` text NOT NULL,
	`line` text NOT NULL,
	`outage` text,
	`from_at_ms` integer NOT NULL,
	`to_at_ms` integer NOT NULL,
	`label` text NOT NULL,
	`language` text NOT NULL,
	`has_raw` integer NOT NULL,
	`has_values` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`revoked_at_ms` integer,
	`opened_count` integer DEFAULT 0 NOT NULL,
	`last_opened_at_ms` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shares_by_secret` ON `shares` (`secret_sha256`);--> statement-breakpoint
CREATE INDEX `shares_by_line` ON `shares` (`line`);--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text PRIMARY KEY NOT NULL,
	`line` text NOT NULL,
	`title` text NOT NULL,
	`source` text NOT NULL,
	`attachment` text,
	`exact_to_ms` integer NOT NULL,
	`zone` text NOT NULL,
	`rows` text NOT NULL,
	`entered_at_ms` integer NOT NULL,
	`sha256` text NOT NULL,
	`lane_entry` integer NOT NULL,
	`withdrawn_at_ms` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`attachment`) REFERENCES `attachments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `statements_by_line` ON `statements` (`line`,`entered_at_ms`);