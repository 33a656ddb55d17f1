CREATE TABLE `audit_entries` (
	`revision` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`command` text NOT NULL,
	`subject_id` text,
	`payload` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `components` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`group_id` text,
	`position` integer NOT NULL,
	`showcase` integer NOT NULL,
	`only_show_if_degraded` integer NOT NULL,
	`start_date` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `deleted_incidents` (
	`id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `impacts` (
	`source_kind` text NOT NULL,
	`source_id` text NOT NULL,
	`component_id` text NOT NULL,
	`status` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`source_kind`, `source_id`, `component_id`, `started_at`),
	FOREIGN KEY (`component_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `impacts_component` ON `impacts` (`component_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `impacts_ended` ON `impacts` (`ended_at`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`impact` text NOT NULL,
	`impact_override` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`monitoring_at` integer,
	`resolved_at` integer,
	`scheduled_for` integer,
	`scheduled_until` integer,
	`component_ids` text,
	`status_during` text,
	`auto_start` integer,
	`auto_complete` integer,
	`latest_at` integer NOT NULL,
	`began_at` integer NOT NULL,
	`ended_at` integer,
	`due_at` integer
);
--> statement-breakpoint
CREATE INDEX `incidents_latest` ON `incidents` (`kind`,`latest_at`);--> statement-breakpoint
CREATE INDEX `incidents_resolved` ON `incidents` (`resolved_at`);--> statement-breakpoint
CREATE INDEX `incidents_began` ON `incidents` (`began_at`);--> statement-breakpoint
CREATE INDEX `incidents_due` ON `incidents` (`due_at`);--> statement-breakpoint
CREATE TABLE `measurements` (
	`series` text NOT NULL,
	`at` integer NOT NULL,
	`value` real NOT NULL,
	PRIMARY KEY(`series`, `at`)
);
--> statement-breakpoint
CREATE TABLE `page` (
	`row` integer PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`audit_head` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`policy` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`named_at` integer
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE TABLE `incident_updates` (
	`incident_id` text NOT NULL,
	`id` text NOT NULL,
	`status` text NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`affected` text,
	`deliver_notifications` integer NOT NULL,
	`display_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`incident_id`, `id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE cascade
);
