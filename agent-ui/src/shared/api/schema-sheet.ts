/** The words of a sheet for a patient, and which answers of a talk belong on it. */
export interface Leaflet { code: string; title: string; advice: string[]; medicines: string[]; warnings: string[] }
export interface LeafletView { leaflet: Leaflet; answers: { agreed: string[]; appointments: string[] } }
