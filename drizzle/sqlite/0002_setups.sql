ALTER TABLE `components` ADD `absences` text;--> statement-breakpoint
ALTER TABLE `impacts` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `members` ADD `name` text;