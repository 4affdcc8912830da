package org.aftercall.exchange;

import java.util.List;
import org.aftercall.kernel.Chore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the house's public key to whoever will check what left it. */
@Configuration
class SealChores {
    @Bean
    Chore printPublicKey(HouseSeal seal) {
        return new Chore() {
            @Override
            public String name() {
                return "keys.signing";
            }

            @Override
            public List<String> run() {
                return seal.publicKey().lines().toList();
            }
        };
    }
}
