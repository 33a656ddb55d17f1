CREATE TABLE `subscription_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`wanted` text
);
--> statement-breakpoint
CREATE INDEX `subscription_requests_due` ON `subscription_requests` (`due_at`);--> statement-breakpoint
CREATE INDEX `subscribers_contact` ON `subscribers` (`contact_email`);