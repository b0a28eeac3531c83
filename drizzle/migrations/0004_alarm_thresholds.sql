ALTER TABLE `alarm_messages` ADD `page_path` text;--> statement-breakpoint
ALTER TABLE `alarm_messages` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `alarm_paths` ADD `announce_after_seconds` integer DEFAULT 0 NOT NULL;