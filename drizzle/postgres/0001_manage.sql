CREATE TABLE "drafts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"command" text NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"publish_at" bigint,
	"problem" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"due_at" bigint
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C",
	"secret_hash" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"password_hash" text COLLATE "C",
	"password_set_at" bigint,
	"two_factor" text,
	"created_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "merged_incidents" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"into_id" text COLLATE "C" NOT NULL,
	"merged_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "maintenance_occurrences" (
	"series_id" text COLLATE "C" NOT NULL,
	"date" text COLLATE "C" NOT NULL,
	"report_id" text COLLATE "C",
	"edited" boolean NOT NULL,
	CONSTRAINT "maintenance_occurrences_series_id_date_pk" PRIMARY KEY("series_id","date")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"caller" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"fingerprint" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"revision" bigint,
	"subject_id" text COLLATE "C",
	"status" bigint,
	"headers" text,
	"body" text COLLATE "C",
	CONSTRAINT "requests_caller_key_pk" PRIMARY KEY("caller","key")
);
--> statement-breakpoint
CREATE TABLE "maintenance_series" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"plan" text NOT NULL,
	"starts_at" text COLLATE "C" NOT NULL,
	"time_zone" text COLLATE "C" NOT NULL,
	"duration_ms" bigint NOT NULL,
	"rule" text COLLATE "C" NOT NULL,
	"plan_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"secret_hash" text COLLATE "C" NOT NULL,
	"confirmed_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_templates" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"body" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C",
	"status" text COLLATE "C",
	"component_ids" text NOT NULL,
	"notifies" boolean NOT NULL,
	"tweets" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "origin" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "before" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "restores_after" boolean;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "notify_at_start" boolean;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "notify_at_end" boolean;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "remind_prior" boolean;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "remind_at" bigint;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "reminded_at" bigint;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "metadata" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "backfilled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "reminder_intervals" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "postmortem" text;--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "description" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "headline" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "website_url" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "support_url" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "hidden_from_search" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "embed" text;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "expires_at" bigint;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "member_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "incident_updates" ADD COLUMN "affected_is_whole" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incident_updates" ADD COLUMN "edited_at" bigint;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_occurrences" ADD CONSTRAINT "maintenance_occurrences_series_id_maintenance_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."maintenance_series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_due" ON "drafts" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "maintenance_occurrences_report" ON "maintenance_occurrences" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "requests_at" ON "requests" USING btree ("at");--> statement-breakpoint
CREATE INDEX "maintenance_series_plan" ON "maintenance_series" USING btree ("plan_at");