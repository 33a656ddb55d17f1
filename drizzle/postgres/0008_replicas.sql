CREATE TABLE "access_attempts" (
	"number" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"event" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"holder" text COLLATE "C" NOT NULL,
	"fence" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_attempts_at" ON "access_attempts" USING btree ("at");