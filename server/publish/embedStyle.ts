import type { EmbedConfig } from '../domain/embed.ts';

/** The corner in which the notice of `/embed.js` stands, and its colours, as a style sheet. */
export function embedStyle(embed: EmbedConfig): string {
  const [vertical, horizontal] = embed.position.split('-');
  const away = '16px';
  const inset = [
    vertical === 'top' ? away : 'auto',
    horizontal === 'right' ? away : 'auto',
    vertical === 'top' ? 'auto' : away,
    horizontal === 'right' ? 'auto' : away,
  ].join(' ');
  const colors = (background: string, text: string): string => `{background:${background};color:${text}}`;
  return [
    `:host{inset:${inset}!important}`,
    `section${colors(embed.incidentBackground, embed.incidentText)}`,
    `.maintenance${colors(embed.maintenanceBackground, embed.maintenanceText)}`,
  ].join('');
}
