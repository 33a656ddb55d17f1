CREATE TABLE "alerts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"incident_id" text COLLATE "C",
	"since" bigint NOT NULL,
	"noticed_at" bigint NOT NULL,
	"over_at" bigint
);
