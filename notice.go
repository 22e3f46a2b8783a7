//go:build desktop && !headless

package main

import (
	"context"
	"sync"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// noticeID lets a later notification take an earlier one's place.
const noticeID = "deskclerk.batch"

// notices speak through the system's notifications (org.freedesktop.Notifications).
type notices struct {
	window  context.Context //nolint:containedctx // Wails keeps the window in it
	clicked func()

	mu    sync.Mutex
	ready bool
}

// send shows one. A desktop without notifications, as under a bare window
// manager, is an error each time, which its caller does not mind.
func (n *notices) send(title, body string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.ready {
		if err := runtime.InitializeNotifications(n.window); err != nil {
			return err
		}
		runtime.OnNotificationResponse(n.window, func(result runtime.NotificationResult) {
			if result.Error == nil {
				n.clicked()
			}
		})
		n.ready = true
	}
	return runtime.SendNotification(n.window, runtime.NotificationOptions{ID: noticeID, Title: title, Body: body})
}

func (n *notices) end() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ready {
		runtime.CleanupNotifications(n.window)
	}
}
