# Jupyter with the kernel and the course. Debian's own packages, so that they are those the project is tested with.
FROM debian:12

RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    ca-certificates curl unzip git openjdk-17-jdk-headless fontconfig jupyter-notebook jupyter-nbconvert \
 && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home --uid 1000 reader
COPY --chown=reader . /home/reader/overhang
USER reader
WORKDIR /home/reader/overhang
RUN ./mvnw -q -B -Pquick -DskipTests -pl lib/kernel package \
 && java -jar lib/kernel/target/overhang-kernel.jar install --user

EXPOSE 8888
CMD ["jupyter", "notebook", "--ip=0.0.0.0", "--no-browser", "--notebook-dir=notebooks"]
