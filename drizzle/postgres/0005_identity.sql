CREATE TABLE "logo_images" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"data" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "language" text COLLATE "C" DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "accent_color" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "accent_color_dark" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "logo" text;