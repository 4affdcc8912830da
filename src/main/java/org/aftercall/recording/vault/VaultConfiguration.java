package org.aftercall.recording.vault;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the vault together. */
@Configuration
class VaultConfiguration {
    @Bean(destroyMethod = "close")
    HouseStore houseStore(@Value("${aftercall.var:var}") Path home) {
        return new HouseStore(home.resolve("objects"));
    }

    /**
     * @param masterKey 32 bytes in Base64; without it a key file is made and kept in {@code
     *     var/secrets}
     */
    @Bean
    Vault vault(
            StoreSettings settings,
            HouseStore house,
            @Value("${aftercall.master-key:}") String masterKey,
            @Value("${aftercall.var:var}") Path home) {
        return new Vault(
                new ObjectStore(settings, house),
                masterKey.isBlank()
                        ? MasterKey.in(home.resolve("secrets").resolve("master.key"))
                        : MasterKey.of(masterKey));
    }
}
