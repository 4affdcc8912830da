package org.aftercall.recording.web;

import org.aftercall.recording.Keys;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The master keys, for those who run the house: never the keys themselves. */
@RestController
@RequestMapping("/api/v1/keys")
@PreAuthorize("hasAuthority('operate')")
class KeyController {
    private final Keys keys;

    KeyController(Keys keys) {
        this.keys = keys;
    }

    @GetMapping
    Keys.Overview overview() {
        return keys.overview();
    }

    @PostMapping("/rotation")
    Keys.Overview rotate() {
        keys.rotate();
        return keys.overview();
    }

    @PostMapping("/{master}/retirement")
    Keys.Overview retire(@PathVariable String master) {
        keys.retire(master);
        return keys.overview();
    }
}
