ALTER TABLE `drafts` ADD `changed_by` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `client` text;