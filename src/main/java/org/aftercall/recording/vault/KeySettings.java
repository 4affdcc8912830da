package org.aftercall.recording.vault;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A key server that holds the master key instead of a file: HashiCorp Vault, OpenBao, or whatever
 * speaks their transit protocol.
 *
 * @param address such as {@code https://vault:8200}; without it there is no key server
 * @param mount where its transit engine is
 * @param name of the key, type aes256-gcm96
 * @param token may encrypt, decrypt, read and rotate that key, and nothing else
 */
@ConfigurationProperties("aftercall.kms")
record KeySettings(
        @Nullable String address,
        @DefaultValue("transit") String mount,
        @DefaultValue("aftercall") String name,
        @DefaultValue("") String token) {

    boolean used() {
        return address != null && !address.isBlank();
    }

    @Override
    public String toString() {
        return "KeySettings[" + address + ", " + mount + ", " + name + "]";
    }
}
