CREATE TABLE `alarm_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`path_id` integer NOT NULL,
	`line` text,
	`kind` text NOT NULL,
	`subject_key` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`due_at_ms` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sent_at_ms` integer,
	`reply` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alarm_messages_once` ON `alarm_messages` (`path_id`,`kind`,`subject_key`);--> statement-breakpoint
CREATE INDEX `alarm_messages_by_state` ON `alarm_messages` (`state`,`due_at_ms`);--> statement-breakpoint
CREATE TABLE `alarm_paths` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`secret` text,
	`language` text NOT NULL,
	`is_on` integer DEFAULT true NOT NULL,
	`quiet_from_minute` integer,
	`quiet_to_minute` integer,
	`zone` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`failing_since_at_ms` integer,
	`last_problem` text
);
--> statement-breakpoint
CREATE TABLE `alarm_states` (
	`line` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `fault_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`line` text NOT NULL,
	`outage` text,
	`state` text NOT NULL,
	`language` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`down_since_at_ms` integer NOT NULL,
	`checks` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`channel` text,
	`reported_at_ms` integer,
	`received_at_ms` integer,
	`ticket` text DEFAULT '' NOT NULL,
	`receipt` text DEFAULT '' NOT NULL,
	`repaired_at_ms` integer,
	`lane_entry` integer,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fault_reports_by_line` ON `fault_reports` (`line`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `line_contracts` (
	`line` text PRIMARY KEY NOT NULL,
	`country` text NOT NULL,
	`services` text NOT NULL,
	`monthly_fee_cents` integer,
	`is_consumer` integer DEFAULT true NOT NULL,
	`customer_name` text DEFAULT '' NOT NULL,
	`customer_address` text DEFAULT '' NOT NULL,
	`contract_number` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`provider_address` text DEFAULT '' NOT NULL,
	`provider_email` text DEFAULT '' NOT NULL,
	`updated_at_ms` integer NOT NULL,
	FOREIGN KEY (`line`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `owner_account` (
	`id` integer PRIMARY KEY NOT NULL,
	`password_hash` text NOT NULL,
	`set_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `site_settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `lines` ADD `live_delay_minutes` integer DEFAULT 15 NOT NULL;