CREATE TABLE "audit_entries" (
	"revision" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"command" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C",
	"payload" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "components" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C",
	"group_id" text COLLATE "C",
	"position" bigint NOT NULL,
	"showcase" boolean NOT NULL,
	"only_show_if_degraded" boolean NOT NULL,
	"start_date" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"retired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "deleted_incidents" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C",
	"position" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "impacts" (
	"source_kind" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"component_id" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	CONSTRAINT "impacts_source_kind_source_id_component_id_started_at_pk" PRIMARY KEY("source_kind","source_id","component_id","started_at")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"impact" text COLLATE "C" NOT NULL,
	"impact_override" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"started_at" bigint NOT NULL,
	"monitoring_at" bigint,
	"resolved_at" bigint,
	"scheduled_for" bigint,
	"scheduled_until" bigint,
	"component_ids" text,
	"status_during" text COLLATE "C",
	"auto_start" boolean,
	"auto_complete" boolean,
	"latest_at" bigint NOT NULL,
	"began_at" bigint NOT NULL,
	"ended_at" bigint,
	"due_at" bigint
);
--> statement-breakpoint
CREATE TABLE "measurements" (
	"series" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "measurements_series_at_pk" PRIMARY KEY("series","at")
);
--> statement-breakpoint
CREATE TABLE "page" (
	"row" bigint PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"audit_head" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"time_zone" text COLLATE "C" NOT NULL,
	"policy" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"named_at" bigint
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"secret_hash" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "incident_updates" (
	"incident_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"affected" text,
	"deliver_notifications" boolean NOT NULL,
	"display_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "incident_updates_incident_id_id_pk" PRIMARY KEY("incident_id","id")
);
--> statement-breakpoint
ALTER TABLE "components" ADD CONSTRAINT "components_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impacts" ADD CONSTRAINT "impacts_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_updates" ADD CONSTRAINT "incident_updates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "impacts_component" ON "impacts" USING btree ("component_id","started_at");--> statement-breakpoint
CREATE INDEX "impacts_ended" ON "impacts" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "incidents_latest" ON "incidents" USING btree ("kind","latest_at");--> statement-breakpoint
CREATE INDEX "incidents_resolved" ON "incidents" USING btree ("resolved_at");--> statement-breakpoint
CREATE INDEX "incidents_began" ON "incidents" USING btree ("began_at");--> statement-breakpoint
CREATE INDEX "incidents_due" ON "incidents" USING btree ("due_at");