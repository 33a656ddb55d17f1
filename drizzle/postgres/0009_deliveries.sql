CREATE TABLE "delivery_sums" (
	"announcement_id" text COLLATE "C" NOT NULL,
	"channel" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"count" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "delivery_sums_announcement_id_channel_state_pk" PRIMARY KEY("announcement_id","channel","state")
);
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "paused_at" bigint;--> statement-breakpoint
ALTER TABLE "subscription_requests" ADD COLUMN "purpose" text COLLATE "C" DEFAULT 'link' NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_settled" ON "deliveries" USING btree ("settled_at");