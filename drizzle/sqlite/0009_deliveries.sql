CREATE TABLE `delivery_sums` (
	`announcement_id` text NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`announcement_id`, `channel`, `state`)
);
--> statement-breakpoint
ALTER TABLE `announcements` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `subscription_requests` ADD `purpose` text DEFAULT 'link' NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_settled` ON `deliveries` (`settled_at`);