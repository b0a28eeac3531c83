CREATE TABLE `mail_delays` (
	`line` text NOT NULL,
	`id` text NOT NULL,
	`route` text NOT NULL,
	`start_earliest_at_ms` integer NOT NULL,
	`end_latest_at_ms` integer,
	`delay` text NOT NULL,
	PRIMARY KEY(`line`, `id`)
);
--> statement-breakpoint
CREATE INDEX `mail_delays_by_start` ON `mail_delays` (`line`,`start_earliest_at_ms`,`end_latest_at_ms`);--> statement-breakpoint
CREATE TABLE `mail_events` (
	`line` text NOT NULL,
	`entry` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`mail` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`event` text NOT NULL,
	PRIMARY KEY(`line`, `entry`, `ordinal`)
);
--> statement-breakpoint
CREATE INDEX `mail_events_by_mail` ON `mail_events` (`line`,`role`,`name`,`mail`);--> statement-breakpoint
CREATE INDEX `mail_events_by_time` ON `mail_events` (`line`,`role`,`name`,`at_ms`);--> statement-breakpoint
CREATE TABLE `mail_routes` (
	`line` text NOT NULL,
	`route` text NOT NULL,
	`now` text NOT NULL,
	PRIMARY KEY(`line`, `route`)
);
--> statement-breakpoint
CREATE TABLE `mails` (
	`line` text NOT NULL,
	`id` text NOT NULL,
	`route` text NOT NULL,
	`number` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`accepted_at_ms` integer,
	`arrived_earliest_at_ms` integer,
	`arrived_latest_at_ms` integer,
	`token_sha256` text,
	`record` text NOT NULL,
	PRIMARY KEY(`line`, `id`)
);
--> statement-breakpoint
CREATE INDEX `mails_by_time` ON `mails` (`line`,`route`,`at_ms`);--> statement-breakpoint
CREATE INDEX `mails_by_token` ON `mails` (`line`,`token_sha256`);