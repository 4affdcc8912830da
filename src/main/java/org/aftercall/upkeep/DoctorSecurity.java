package org.aftercall.upkeep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The doctor has a key of her own and no session; the door itself checks the key. */
@Configuration(proxyBeanMethods = false)
class DoctorSecurity {
    @Bean
    @Order(1)
    SecurityFilterChain doctorsDoor(HttpSecurity http) {
        return http.securityMatcher(DoctorDoor.PATH, ChoreDoor.PATH + "*")
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
