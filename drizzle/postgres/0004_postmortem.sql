UPDATE "incidents" SET "postmortem" = '{"updateId":"' || "id" || '","postedAt":' || coalesce("postmortem"::json ->> 'publishedAt', 'null') || ',' || substr("postmortem", 2) WHERE "postmortem" IS NOT NULL;--> statement-breakpoint
UPDATE "incidents" SET "latest_at" = ("postmortem"::json ->> 'publishedAt')::bigint WHERE ("postmortem"::json ->> 'publishedAt')::bigint > "latest_at";
