package org.aftercall.recording.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the vault together. */
@Configuration
class VaultConfiguration {
    @Bean(destroyMethod = "close")
    HouseStore houseStore(@Value("${aftercall.var:var}") Path home) {
        return new HouseStore(home.resolve("objects"));
    }

    /**
     * @param masterKey one or several of 32 bytes in Base64, the last one locks; without it a key
     *     file is made and kept in {@code var/secrets}
     */
    @Bean
    Vault vault(
            StoreSettings store,
            KeySettings server,
            HouseStore house,
            @Value("${aftercall.master-key:}") String masterKey,
            @Value("${aftercall.var:var}") Path home,
            JdbcClient db) {
        var holders = new ArrayList<KeyHolder>();
        if (server.used()) {
            holders.add(new TransitKeys(server));
        }
        if (!masterKey.isBlank()) {
            holders.add(new GivenKeys(masterKey));
        }
        var file = home.resolve("secrets").resolve("master.key");
        // Beside another holder the file only opens what was locked before.
        if (holders.isEmpty() || Files.exists(file)) {
            holders.add(new FileKeys(file, () -> somethingIsSealed(db)));
        }
        return new Vault(new ObjectStore(store, house), new Keyring(holders));
    }

    private static boolean somethingIsSealed(JdbcClient db) {
        return db.sql(
                        "SELECT EXISTS (SELECT FROM recording.recording WHERE sealed_key IS NOT NULL)")
                .query(Boolean.class)
                .single();
    }
}
