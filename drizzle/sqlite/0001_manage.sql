CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`command` text NOT NULL,
	`author` text NOT NULL,
	`publish_at` integer,
	`problem` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`due_at` integer
);
--> statement-breakpoint
CREATE INDEX `drafts_due` ON `drafts` (`due_at`);--> statement-breakpoint
CREATE TABLE `one_time_links` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`member_id` text,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `members` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text,
	`password_set_at` integer,
	`two_factor` text,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE TABLE `merged_incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`into_id` text NOT NULL,
	`merged_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `maintenance_occurrences` (
	`series_id` text NOT NULL,
	`date` text NOT NULL,
	`report_id` text,
	`edited` integer NOT NULL,
	PRIMARY KEY(`series_id`, `date`),
	FOREIGN KEY (`series_id`) REFERENCES `maintenance_series`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `maintenance_occurrences_report` ON `maintenance_occurrences` (`report_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`caller` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL,
	`revision` integer,
	`subject_id` text,
	`status` integer,
	`headers` text,
	`body` text,
	PRIMARY KEY(`caller`, `key`)
);
--> statement-breakpoint
CREATE INDEX `requests_at` ON `requests` (`at`);--> statement-breakpoint
CREATE TABLE `maintenance_series` (
	`id` text PRIMARY KEY NOT NULL,
	`plan` text NOT NULL,
	`starts_at` text NOT NULL,
	`time_zone` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`rule` text NOT NULL,
	`plan_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `maintenance_series_plan` ON `maintenance_series` (`plan_at`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`confirmed_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `incident_templates` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`group_id` text,
	`status` text,
	`component_ids` text NOT NULL,
	`notifies` integer NOT NULL,
	`tweets` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `uses` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `origin` text;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `before` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `restores_after` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `notify_at_start` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `notify_at_end` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `remind_prior` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `remind_at` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `reminded_at` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `metadata` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `backfilled` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `reminder_intervals` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `postmortem` text;--> statement-breakpoint
ALTER TABLE `page` ADD `description` text;--> statement-breakpoint
ALTER TABLE `page` ADD `headline` text;--> statement-breakpoint
ALTER TABLE `page` ADD `website_url` text;--> statement-breakpoint
ALTER TABLE `page` ADD `support_url` text;--> statement-breakpoint
ALTER TABLE `page` ADD `hidden_from_search` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `page` ADD `embed` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `tokens` ADD `member_id` text;--> statement-breakpoint
ALTER TABLE `incident_updates` ADD `affected_is_whole` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `incident_updates` ADD `edited_at` integer;