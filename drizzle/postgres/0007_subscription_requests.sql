CREATE TABLE "subscription_requests" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"asked_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"wanted" text
);
--> statement-breakpoint
CREATE INDEX "subscription_requests_due" ON "subscription_requests" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "subscribers_contact" ON "subscribers" USING btree ("contact_email");