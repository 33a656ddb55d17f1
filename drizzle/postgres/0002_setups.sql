ALTER TABLE "components" ADD COLUMN "absences" text;--> statement-breakpoint
ALTER TABLE "impacts" ADD COLUMN "reason" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "name" text COLLATE "C";