// Importing Leaflet as a module replaces the global L; the plugin lives on the one that was there before.
window.plainLeaflet = window.L;
