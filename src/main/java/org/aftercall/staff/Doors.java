package org.aftercall.staff;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Which doors are open, and who is at them: rights are read anew at every request. */
@Configuration
@EnableMethodSecurity
class Doors {
    /** Everything from our own machine; nothing inline, nothing from elsewhere. */
    private static final String CSP =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " media-src 'self' blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:;"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    @Bean
    SecurityFilterChain chain(HttpSecurity http, WhoIsThis whoIsThis) throws Exception {
        return http.authorizeHttpRequests(r ->
                        // Else every error page of a POST, seen by nobody, would become a
                        // 401.
                        r.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/api/v1/session")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/api/v1/session")
                                .permitAll()
                                .requestMatchers("/api/**", "/ws/**")
                                .authenticated()
                                .requestMatchers("/actuator/health/**")
                                .permitAll()
                                .requestMatchers("/actuator/**")
                                .denyAll()
                                .requestMatchers(HttpMethod.GET, "/**")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .csrf(c -> c.spa())
                .securityContext(
                        c -> c.securityContextRepository(new NullSecurityContextRepository()))
                .addFilterAfter(whoIsThis, SecurityContextHolderFilter.class)
                .exceptionHandling(e ->
                        e.authenticationEntryPoint(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(h ->
                        h.contentSecurityPolicy(c -> c.policyDirectives(CSP))
                                .frameOptions(f -> f.deny())
                                .referrerPolicy(p ->
                                        p.policy(
                                                org.springframework.security.web.header.writers
                                                        .ReferrerPolicyHeaderWriter.ReferrerPolicy
                                                        .NO_REFERRER)))
                .build();
    }

    /** There are no users but ours; without this Spring would make one up. */
    @Bean
    UserDetailsService nobodyElse() {
        return login -> {
            throw new UsernameNotFoundException("Sign in at /api/v1/session");
        };
    }

    @Bean
    FilterRegistrationBean<WhoIsThis> onlyInTheChain(WhoIsThis filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    /** Puts the member behind the session in place, with the rights he has at this moment. */
    @Component
    static class WhoIsThis extends OncePerRequestFilter {
        static final String STAFF = "aftercall.staff";
        static final String STAMP = "aftercall.stamp";

        private final Door door;

        WhoIsThis(Door door) {
            this.door = door;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var session = request.getSession(false);
            if (session != null
                    && session.getAttribute(STAFF) instanceof String staff
                    && session.getAttribute(STAMP) instanceof String stamp) {
                door.recognise(new StaffId(UUID.fromString(staff)), UUID.fromString(stamp))
                        .ifPresent(WhoIsThis::place);
            }
            chain.doFilter(request, response);
        }

        private static void place(StaffMember member) {
            var authorities =
                    member.role().permissions().stream()
                            .map(p -> new SimpleGrantedAuthority(p.authority()))
                            .toList();
            var authentication = new Signed(member, authorities);
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(authentication);
            SecurityContextHolder.setContext(context);
        }
    }

    /** Its name is the staff id: the address of a person's own frames. */
    static class Signed extends UsernamePasswordAuthenticationToken {
        Signed(StaffMember member, java.util.List<SimpleGrantedAuthority> authorities) {
            super(member, null, authorities);
        }

        @Override
        public String getName() {
            return ((StaffMember) java.util.Objects.requireNonNull(getPrincipal()))
                    .id()
                    .value()
                    .toString();
        }
    }
}
