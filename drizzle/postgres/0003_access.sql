ALTER TABLE "drafts" ADD COLUMN "changed_by" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "client" text COLLATE "C";