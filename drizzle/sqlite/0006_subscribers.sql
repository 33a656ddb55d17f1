CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`about` text NOT NULL,
	`report_id` text,
	`report_kind` text,
	`update_id` text,
	`component_ids` text NOT NULL,
	`status_changes` text NOT NULL,
	`state` text NOT NULL,
	`reached` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `announcements_due` ON `announcements` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `announcements_report` ON `announcements` (`report_id`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`announcement_id` text NOT NULL,
	`subscriber_id` text NOT NULL,
	`channel` text NOT NULL,
	`report_id` text,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`leased_by` text NOT NULL,
	`leased_until` integer NOT NULL,
	`attempts` integer NOT NULL,
	`settled_at` integer,
	`problem` text
);
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`state`,`channel`,`due_at`);--> statement-breakpoint
CREATE INDEX `deliveries_leased` ON `deliveries` (`leased_by`);--> statement-breakpoint
CREATE INDEX `deliveries_announcement` ON `deliveries` (`announcement_id`,`state`);--> statement-breakpoint
CREATE INDEX `deliveries_subscriber` ON `deliveries` (`subscriber_id`,`state`);--> statement-breakpoint
CREATE TABLE `keys` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `subscribers` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`audience` text NOT NULL,
	`state` text NOT NULL,
	`scope` text,
	`incidents` integer NOT NULL,
	`maintenances` integer NOT NULL,
	`incident_id` text NOT NULL,
	`language` text NOT NULL,
	`time_zone` text,
	`contact_email` text,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`confirmation_sent_at` integer,
	`quarantined_at` integer,
	`quarantine_reason` text,
	`unsubscribed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_address` ON `subscribers` (`channel`,`address`,`incident_id`,`audience`);--> statement-breakpoint
CREATE INDEX `subscribers_state` ON `subscribers` (`state`,`channel`);