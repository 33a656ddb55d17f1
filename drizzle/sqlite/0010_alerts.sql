CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`incident_id` text,
	`since` integer NOT NULL,
	`noticed_at` integer NOT NULL,
	`over_at` integer
);
