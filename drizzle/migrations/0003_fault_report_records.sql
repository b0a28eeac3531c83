CREATE TABLE `fault_report_records` (
	`report` text NOT NULL,
	`lane_entry` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`sha256` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`report`, `lane_entry`),
	FOREIGN KEY (`report`) REFERENCES `fault_reports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `fault_reports` ADD `missed_appointments` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `fault_reports` ADD `credited_cents` integer DEFAULT 0 NOT NULL;