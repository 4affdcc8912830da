package org.aftercall;

import java.time.Clock;
import javax.sql.DataSource;
import org.aftercall.kernel.HouseClock;
import org.aftercall.upkeep.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The application: starts the house. */
@EnableAsync
@EnableScheduling
@ConfigurationPropertiesScan
@Modulithic(systemName = "Aftercall", sharedModules = "kernel")
@SpringBootApplication
public class Aftercall {

    public static void main(String[] args) {
        if (Commands.isCommand(args)) {
            System.exit(Commands.run(args));
        }
        var app = new SpringApplication(Aftercall.class);
        app.addListeners(new EmbeddedDatabase());
        app.run(args);
    }

    @Bean
    Clock clock(DataSource database) {
        return HouseClock.of(Clock.systemUTC(), JdbcClient.create(database));
    }

    /**
     * For whatever looks again and again. Without it the two threads that beat the consoles' hearts
     * would do that, too, and one long look would keep an alarm from climbing on time.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        var looks = new ThreadPoolTaskScheduler();
        looks.setPoolSize(8);
        looks.setThreadNamePrefix("look-");
        return looks;
    }
}
