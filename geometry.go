//go:build desktop && !headless

package main

/*
#cgo pkg-config: gtk+-3.0
#include <gtk/gtk.h>

enum { most = 16 };

typedef struct {
	GMutex lock;
	GCond over;
	gboolean done;
	int count;
	GdkRectangle areas[most];
	gboolean move;
	int x, y;
} dc_task;

static gboolean dc_run(gpointer data) {
	dc_task *task = data;
	GdkDisplay *display = gdk_display_get_default();
	int n = display ? gdk_display_get_n_monitors(display) : 0;
	GdkMonitor *primary = display ? gdk_display_get_primary_monitor(display) : NULL;
	if (primary) gdk_monitor_get_workarea(primary, &task->areas[task->count++]);
	for (int i = 0; i < n && task->count < most; i++) {
		GdkMonitor *monitor = gdk_display_get_monitor(display, i);
		if (monitor != primary) gdk_monitor_get_workarea(monitor, &task->areas[task->count++]);
	}
	if (task->move) {
		GList *windows = gtk_window_list_toplevels();
		for (GList *at = windows; at; at = at->next) {
			if (gtk_window_get_window_type(at->data) == GTK_WINDOW_TOPLEVEL)
				gtk_window_move(at->data, task->x, task->y);
		}
		g_list_free(windows);
	}
	g_mutex_lock(&task->lock);
	task->done = TRUE;
	g_cond_signal(&task->over);
	g_mutex_unlock(&task->lock);
	return G_SOURCE_REMOVE;
}

static void dc_do(dc_task *task) {
	g_mutex_init(&task->lock);
	g_cond_init(&task->over);
	g_idle_add(dc_run, task);
	g_mutex_lock(&task->lock);
	while (!task->done) g_cond_wait(&task->over, &task->lock);
	g_mutex_unlock(&task->lock);
	g_cond_clear(&task->over);
	g_mutex_clear(&task->lock);
}

static int dc_areas(GdkRectangle *areas) {
	dc_task *task = g_new0(dc_task, 1);
	dc_do(task);
	int n = task->count;
	for (int i = 0; i < n; i++) areas[i] = task->areas[i];
	g_free(task);
	return n;
}

static void dc_move(int x, int y) {
	dc_task *task = g_new0(dc_task, 1);
	task->move = TRUE;
	task->x = x;
	task->y = y;
	dc_do(task);
	g_free(task);
}
*/
import "C"

import "image"

// Wails tells sizes of screens but not where they stand, and moves a window
// relative to the screen it is on; a place that is remembered needs both in the
// coordinates of the desktop, so GTK is asked itself, on its own thread.

// screenAreas are what windows may cover on each screen, the main screen's first.
// It must not be called from GTK's thread, and its loop must run.
func screenAreas() []image.Rectangle {
	var rectangles [C.most]C.GdkRectangle
	n := C.dc_areas(&rectangles[0])
	areas := make([]image.Rectangle, 0, n)
	for _, r := range rectangles[:n] {
		areas = append(areas, image.Rect(int(r.x), int(r.y), int(r.x+r.width), int(r.y+r.height)))
	}
	return areas
}

// moveWindow puts the window's upper left corner there. On Wayland the
// compositor alone places windows, and nothing happens.
func moveWindow(x, y int) { C.dc_move(C.int(x), C.int(y)) }
