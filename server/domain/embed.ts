/** How the widget of `/embed.js` looks on other people's pages. Colours are `#rrggbb`, in lower case. */
export type EmbedConfig = {
  readonly position: (typeof embedPositions)[number];
  readonly incidentBackground: string;
  readonly incidentText: string;
  readonly maintenanceBackground: string;
  readonly maintenanceText: string;
};

export const embedPositions = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;

export const defaultEmbed: EmbedConfig = {
  position: 'bottom-left',
  incidentBackground: '#a92b2b',
  incidentText: '#ffffff',
  maintenanceBackground: '#2a55a8',
  maintenanceText: '#ffffff',
};

const color = /^#[0-9a-f]{6}$/;

/** Nothing else can become a part of a style sheet. */
export function isColor(text: string): boolean {
  return color.test(text);
}
