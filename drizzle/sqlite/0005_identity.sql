CREATE TABLE `logo_images` (
	`id` text PRIMARY KEY NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `page` ADD `language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `page` ADD `accent_color` text;--> statement-breakpoint
ALTER TABLE `page` ADD `accent_color_dark` text;--> statement-breakpoint
ALTER TABLE `page` ADD `logo` text;