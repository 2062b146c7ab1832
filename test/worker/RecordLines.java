import java.nio.charset.StandardCharsets;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records as lines, to the byte: partition, timestamp, key, value and headers with tabs between; bytes in base64, "-" for null,
 * headers as name=value. Arguments: servers, topic, "read" or "write". What is written comes from the standard input, in
 * transactions of 100 records, which leave gaps between offsets. What is read is committed, a partition after the other.
 */
public class RecordLines {
    static final int TRANSACTION = 100;

    public static void main(String[] args) throws Exception {
        if (args[2].equals("read")) read(args[0], args[1]);
        else write(args[0], args[1]);
    }

    static String text(byte[] bytes) {
        return bytes == null ? "-" : Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return text.equals("-") ? null : Base64.getDecoder().decode(text);
    }

    static String line(ConsumerRecord<byte[], byte[]> one) {
        StringBuilder line = new StringBuilder(one.partition() + "\t" + one.timestamp() + "\t" + text(one.key()) + "\t" + text(one.value()));
        for (Header header : one.headers())
            line.append('\t').append(text(header.key().getBytes(StandardCharsets.UTF_8))).append(':').append(text(header.value()));
        return line.append('\n').toString();
    }

    static void read(String servers, String topic) {
        Map<String, Object> config = Map.of(
            "bootstrap.servers", servers,
            "isolation.level", "read_committed",
            "key.deserializer", ByteArrayDeserializer.class,
            "value.deserializer", ByteArrayDeserializer.class);
        Map<Integer, StringBuilder> lines = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one)))
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100)))
                    lines.computeIfAbsent(one.partition(), ignored -> new StringBuilder()).append(line(one));
        }
        lines.values().forEach(System.out::print);
    }

    static void write(String servers, String topic) throws Exception {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", servers);
        config.put("transactional.id", "write-" + topic);
        config.put("key.serializer", ByteArraySerializer.class);
        config.put("value.serializer", ByteArraySerializer.class);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            producer.initTransactions();
            int count = 0;
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (count % TRANSACTION == 0) producer.beginTransaction();
                String[] parts = line.split("\t", -1);
                List<Header> headers = new ArrayList<>();
                for (int index = 4; index < parts.length; index++) {
                    String[] header = parts[index].split(":", 2);
                    headers.add(new RecordHeader(new String(bytes(header[0]), StandardCharsets.UTF_8), bytes(header[1])));
                }
                producer.send(new ProducerRecord<>(
                    topic, Integer.valueOf(parts[0]), Long.valueOf(parts[1]), bytes(parts[2]), bytes(parts[3]), headers));
                if (++count % TRANSACTION == 0) producer.commitTransaction();
            }
            if (count % TRANSACTION != 0) producer.commitTransaction();
        }
    }
}
