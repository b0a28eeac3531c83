DROP INDEX `outages_by_start`;--> statement-breakpoint
CREATE INDEX `outages_by_start` ON `outages` (`line`,`start_earliest_at_ms`,`end_latest_at_ms`);