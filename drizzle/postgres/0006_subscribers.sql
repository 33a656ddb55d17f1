CREATE TABLE "announcements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"about" text COLLATE "C" NOT NULL,
	"report_id" text COLLATE "C",
	"report_kind" text COLLATE "C",
	"update_id" text COLLATE "C",
	"component_ids" text NOT NULL,
	"status_changes" text NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"reached" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"announcement_id" text COLLATE "C" NOT NULL,
	"subscriber_id" text COLLATE "C" NOT NULL,
	"channel" text COLLATE "C" NOT NULL,
	"report_id" text COLLATE "C",
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"due_at" bigint NOT NULL,
	"leased_by" text COLLATE "C" NOT NULL,
	"leased_until" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"settled_at" bigint,
	"problem" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscribers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"channel" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"audience" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"scope" text,
	"incidents" boolean NOT NULL,
	"maintenances" boolean NOT NULL,
	"incident_id" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"time_zone" text COLLATE "C",
	"contact_email" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"confirmed_at" bigint,
	"confirmation_sent_at" bigint,
	"quarantined_at" bigint,
	"quarantine_reason" text COLLATE "C",
	"unsubscribed_at" bigint
);
--> statement-breakpoint
CREATE INDEX "announcements_due" ON "announcements" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "announcements_report" ON "announcements" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("state","channel","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_leased" ON "deliveries" USING btree ("leased_by");--> statement-breakpoint
CREATE INDEX "deliveries_announcement" ON "deliveries" USING btree ("announcement_id","state");--> statement-breakpoint
CREATE INDEX "deliveries_subscriber" ON "deliveries" USING btree ("subscriber_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "subscribers_address" ON "subscribers" USING btree ("channel","address","incident_id","audience");--> statement-breakpoint
CREATE INDEX "subscribers_state" ON "subscribers" USING btree ("state","channel");