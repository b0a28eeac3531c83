import { Hono } from 'hono';
import { technicianPage } from '../../web/pages/technician-page.ts';
import { notFound } from '../app-error.ts';
import { technicianData } from '../export/technician/technician.ts';
import { isSimulated } from '../figures/method.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { MAX_QUALITY_DAYS, periodOf, visibleLine } from './lines.ts';
import { pageContext } from './pages.ts';

/** A fault that comes and goes shows in a month. */
const TECHNICIAN_DAYS = 30;

/** The page for the provider's technician: for the owner and whoever sits at this machine; to strangers it is not there. */
export function technicianRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/lines/:line/technician', (c) => showSheet(site, c));
  return routes;
}

function showSheet(site: Site, c: SiteContext): Response {
  const line = visibleLine(site, c);
  const asker = c.get('asker');
  if (asker === 'visitor') throw notFound();
  const { store, contracts } = site.keep;
  const period = periodOf(site, c, line, TECHNICIAN_DAYS, MAX_QUALITY_DAYS);
  const contractNumber = asker === 'owner' ? contracts.of(line.id).contractNumber : '';
  const view = { ...technicianData(store, line, period, contractNumber), toDay: period.toDay };
  const context = { ...pageContext(site, c), isSimulated: isSimulated(store, line.id) };
  return c.html(technicianPage(context, view), 200, { 'cache-control': 'no-store' });
}
