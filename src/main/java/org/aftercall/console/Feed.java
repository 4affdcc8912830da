package org.aftercall.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

/**
 * The STOMP edge at {@code /ws}: it only tells, it takes no orders. The session cookie opens it,
 * the same-origin rule of Spring's handshake keeps other pages out.
 */
@Configuration
@EnableWebSocketMessageBroker
class Feed implements WebSocketMessageBrokerConfigurer {
    static final String OWN = "/queue/call";
    static final String CAPTIONS = "/queue/captions";
    static final String STATUS = "/topic/status";

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        var heart = new ThreadPoolTaskScheduler();
        heart.setThreadNamePrefix("stomp-heartbeat-");
        heart.initialize();
        registry.enableSimpleBroker("/topic", "/queue")
                .setHeartbeatValue(new long[] {10_000, 10_000})
                .setTaskScheduler(heart);
        registry.setUserDestinationPrefix("/user");
    }

    @Override
    public void configureWebSocketTransport(WebSocketTransportRegistration registry) {
        registry.setMessageSizeLimit(8 * 1024)
                .setSendTimeLimit(10_000)
                .setSendBufferSizeLimit(256 * 1024);
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.interceptors(new OnlyListening());
    }

    /** Lets signed-in people hear their own queue and the status; refuses everything else. */
    static class OnlyListening implements ChannelInterceptor {
        @Override
        public Message<?> preSend(Message<?> message, MessageChannel channel) {
            var accessor = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            if (accessor == null || accessor.getMessageType() == null) {
                return message;
            }
            var type = accessor.getMessageType();
            var allowed =
                    switch (type) {
                        case CONNECT, DISCONNECT, HEARTBEAT, UNSUBSCRIBE -> true;
                        case SUBSCRIBE ->
                                accessor.getUser() != null
                                        && (("/user" + OWN).equals(accessor.getDestination())
                                                || ("/user" + CAPTIONS)
                                                        .equals(accessor.getDestination())
                                                || STATUS.equals(accessor.getDestination()));
                        default -> type != SimpMessageType.MESSAGE;
                    };
            if (!allowed) {
                throw new MessageDeliveryException(message, "Not a place to listen or speak");
            }
            return message;
        }
    }
}
