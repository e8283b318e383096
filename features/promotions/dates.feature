@promotions
Feature: A code begins and ends at its minute, in the time zone of the store

  @PR31
  Scenario: A minute before midnight of the store's time zone a code still holds
    Given a live code ends at midnight of the store's time zone, in summer
    And the store's clock reads 1 minute before a live code ends
    And I have a product in stock in my cart
    When I apply a live code
    Then my discount should be what the code promises

  @PR31
  Scenario: A minute after midnight of the store's time zone a code has ended
    Given a live code ends at midnight of the store's time zone, in summer
    And the store's clock reads 1 minute after a live code ends
    And I have a product in stock in my cart
    When I apply a live code
    Then the code should be refused
    And my total should be as before

  @PR31
  Scenario: A minute before its start a code does not hold
    Given an upcoming code starts at midnight of the store's time zone, in summer
    And the store's clock reads 1 minute before an upcoming code starts
    And I have a product in stock in my cart
    When I apply an upcoming code
    Then the code should be refused
    And my total should be as before

  @PR31
  Scenario: A minute after its start a code holds
    Given an upcoming code starts at midnight of the store's time zone, in summer
    And the store's clock reads 1 minute after an upcoming code starts
    And I have a product in stock in my cart
    When I apply an upcoming code
    Then my discount should be what the code promises
