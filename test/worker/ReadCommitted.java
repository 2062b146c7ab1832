import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the committed values of a topic, one a line, as Kafka's own client reads them. Arguments: servers, topic. */
public class ReadCommitted {
    public static void main(String[] args) {
        Map<String, Object> config = Map.of(
            "bootstrap.servers", args[0],
            "isolation.level", "read_committed",
            "key.deserializer", StringDeserializer.class,
            "value.deserializer", StringDeserializer.class);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config)) {
            List<TopicPartition> partitions = consumer.partitionsFor(args[1]).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // With read_committed, the end is the first record of the oldest open transaction.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            StringBuilder lines = new StringBuilder();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one)))
                consumer.poll(Duration.ofMillis(100)).forEach(one -> lines.append(one.value()).append('\n'));
            System.out.print(lines);
        }
    }
}
