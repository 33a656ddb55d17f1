UPDATE `incidents` SET `postmortem` = '{"updateId":"' || `id` || '","postedAt":' || coalesce(`postmortem` ->> 'publishedAt', 'null') || ',' || substr(`postmortem`, 2) WHERE `postmortem` IS NOT NULL;--> statement-breakpoint
UPDATE `incidents` SET `latest_at` = `postmortem` ->> 'publishedAt' WHERE `postmortem` ->> 'publishedAt' > `latest_at`;
